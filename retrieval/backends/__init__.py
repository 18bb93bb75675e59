"""Where vectors and words are searched: FAISS and tantivy, each behind one Protocol, and their
fusion."""
