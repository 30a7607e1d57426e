/**
 * Everything that the provider remembers, in memory.
 * It outlives the provider's instance, which a rotation of keys replaces, and finds sessions by person.
 * Source: https://github.com/panva/node-oidc-provider/blob/main/docs/README.md#adapter
 */
export class Store {
  #records = new Map();

  /** The factory that oidc-provider takes for `adapter`. */
  get adapter() {
    return (model) => new Adapter(model, this.#records);
  }

  /** The payloads of one model that are not out of date. */
  all(model) {
    return [...this.#records.entries()]
      .filter(([key, record]) => key.startsWith(`${model}:`) && isCurrent(record))
      .map(([, record]) => record.payload);
  }
}

const isCurrent = (record) => record !== undefined && (record.expires === undefined || record.expires > Date.now());

class Adapter {
  #model;
  #records;

  constructor(model, records) {
    this.#model = model;
    this.#records = records;
  }

  #key(id) {
    return `${this.#model}:${id}`;
  }

  #findBy(field, value) {
    for (const [key, record] of this.#records) {
      if (key.startsWith(`${this.#model}:`) && record.payload[field] === value && isCurrent(record)) return record.payload;
    }
    return undefined;
  }

  async upsert(id, payload, expiresIn) {
    const expires = expiresIn === undefined ? undefined : Date.now() + expiresIn * 1000;
    this.#records.set(this.#key(id), { payload, expires });
  }

  async find(id) {
    const record = this.#records.get(this.#key(id));
    return isCurrent(record) ? record.payload : undefined;
  }

  async findByUid(uid) {
    return this.#findBy('uid', uid);
  }

  async findByUserCode(userCode) {
    return this.#findBy('userCode', userCode);
  }

  async consume(id) {
    this.#records.get(this.#key(id)).payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    this.#records.delete(this.#key(id));
  }

  async revokeByGrantId(grantId) {
    for (const [key, { payload }] of this.#records) {
      if (key.startsWith(`${this.#model}:`) && payload.grantId === grantId) this.#records.delete(key);
    }
  }
}
