/** The people at the test provider, one for each role and one for none. */
const people = [
  ['vera', 'Vera Vogel', ['frontdesk-viewers']],
  ['otto', 'Otto Ober', ['frontdesk-operators']],
  ['ada', 'Ada Adler', ['frontdesk-admins']],
  ['nora', 'Nora Nagel', []],
];

/** Their accounts, which the tests may change while the provider runs. */
export class Accounts {
  #accounts = new Map(
    people.map(([id, name, groups]) => [id, { id, name, email: `${id}@example.com`, groups, disabled: false }]),
  );

  get(id) {
    return this.#accounts.get(id);
  }

  /** Changes an account's `groups`, `name`, `email` or `disabled`. */
  change(id, { groups, name, email, disabled }) {
    const account = this.#accounts.get(id);
    for (const [key, value] of Object.entries({ groups, name, email, disabled })) {
      if (value !== undefined) account[key] = value;
    }
    return account;
  }

  /** What oidc-provider asks: unknown and disabled people are nobody, so that their refresh tokens are invalid grants. */
  find(id) {
    const account = this.#accounts.get(id);
    if (!account || account.disabled) return undefined;
    const claims = () => ({
      sub: account.id,
      name: account.name,
      preferred_username: account.id,
      email: account.email,
      email_verified: true,
      groups: account.groups,
    });
    return { accountId: account.id, claims };
  }
}
