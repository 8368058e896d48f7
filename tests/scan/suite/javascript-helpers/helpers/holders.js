/** Classes that keep a value and give it, or another one, back. */
class Holder {
  constructor(value) {
    this.kept = value;
    this.name = "holder";
  }

  current() {
    return this.kept;
  }

  label() {
    return this.name;
  }
}

class Derived extends Holder {
  constructor(label, value) {
    super(value);
    this.name = `derived ${label}`;
  }

  value() {
    return super.current();
  }
}

module.exports = { Holder, Derived };
