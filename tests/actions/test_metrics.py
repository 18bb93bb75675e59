from actions.metrics import Metrics


def test_each_metrics_object_counts_for_itself():
    one, other = Metrics(), Metrics()
    one.reply("search", "model")
    one.reply("search", "model")
    one.fallback("qa", "late")
    one.turn("web", "answered", 0.03)
    one.queue_depth("encode", "chat", 5)
    text = one.text().decode()
    assert 'storeclerk_replies_total{source="model",task="search"} 2.0' in text
    assert 'storeclerk_fallbacks_total{reason="late",task="qa"} 1.0' in text
    assert 'storeclerk_turn_seconds_bucket{channel="web",le="0.05"} 1.0' in text
    assert 'storeclerk_queue_depth{kind="encode",priority="chat"} 5.0' in text
    assert "storeclerk_replies_total{" not in other.text().decode()
