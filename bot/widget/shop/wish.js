// The search that an address asks for: words, what was added to them and what was let go. Owns the
// address's parts, so that every state of a results page can be linked, kept and gone back to.

export class Wish {
  constructor(query, { also = [], without = [], sort = "" } = {}) {
    Object.assign(this, { query, also, without, sort });
  }

  static of(query, searchParams) {
    return new Wish(query, {
      also: searchParams.getAll("also"),
      without: searchParams.getAll("without"),
      sort: searchParams.get("sort") ?? "",
    });
  }

  /** As the server takes it. */
  get asked() {
    const { also, without, sort } = this;
    return { also, without, ...(sort ? { sort } : {}) };
  }

  get href() {
    const pairs = [
      ["q", this.query],
      ...this.also.map((text) => ["also", text]),
      ...this.without.map((field) => ["without", field]),
      ...(this.sort ? [["sort", this.sort]] : []),
    ];
    return `/?${new URLSearchParams(pairs)}`;
  }

  adding(text) {
    return new Wish(this.query, { ...this, also: [...this.also, text] });
  }

  /** Without what `field` demands; what was added by a click goes as it came. */
  dropping(field) {
    return new Wish(this.query, { ...this, without: [...new Set([...this.without, field])] });
  }

  sortedBy(sort) {
    return new Wish(this.query, { ...this, sort });
  }
}
