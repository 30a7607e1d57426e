import { bodyOf, json } from './http.mjs';

/** What a test may do to the provider: `POST /_control/{name}` with a JSON body, answered with JSON. */
const commands = {
  /** A new signing key. The old one is gone, and with it the worth of `id_token_hint`s, unless `{"keep": true}`. */
  'rotate-keys': (state, _id, options) => {
    state.rotateKeys(options);
    return { kid: state.keys[0].kid };
  },

  /** Changes what is registered of the client: `{"redirect_uris": […]}` and so on. */
  client: async (state, _id, metadata) => {
    await state.register(metadata);
    return { client_id: state.client.client_id };
  },

  /** `{"groups": […]}` or `{"disabled": true}`: seen at the next refresh. */
  account: (state, id, change) => state.accounts.change(id, change),

  /** Ends a person's sessions. Clients are told by logout tokens, unless `{"notify": false}`. */
  'end-session': async (state, id, { notify = true }) => {
    const { provider, store } = state;
    const sessions = store.all('Session').filter((session) => session.accountId === id);
    const told = [];
    for (const { jti, authorizations = {} } of sessions) {
      for (const [clientId, { sid, grantId }] of Object.entries(authorizations)) {
        const client = await provider.Client.find(clientId);
        if (notify && client?.backchannelLogoutUri) told.push(await tell(client, id, sid, state.log));
        for (const model of ['AccessToken', 'AuthorizationCode', 'RefreshToken']) await provider[model].revokeByGrantId(grantId);
        await store.adapter('Grant').destroy(grantId);
      }
      await store.adapter('Session').destroy(jti);
    }
    return { sessions: sessions.length, told };
  },

  /** Everything but these commands is answered 503. */
  down: (state) => ({ down: (state.down = true) }),
  up: (state) => ({ down: (state.down = false) }),
};

async function tell(client, user, sid, log) {
  try {
    await client.backchannelLogout(user, sid);
    log.push({ what: 'logout token taken', client: client.clientId, user, sid });
    return { sid, taken: true };
  } catch (error) {
    log.push({ what: 'logout token not taken', client: client.clientId, user, sid, error: error.message });
    return { sid, taken: false, error: error.message };
  }
}

export async function control(state, path, request, response) {
  if (path === 'log' && request.method === 'GET') return json(response, 200, state.log);
  const [name, id] = path.split('/').map(decodeURIComponent);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || request.method !== 'POST') return json(response, 404, { error: `no command ${request.method} ${path}` });
  if (['account', 'end-session'].includes(name) && !state.accounts.get(id)) return json(response, 404, { error: `no account ${id}` });
  const body = await bodyOf(request);
  return json(response, 200, await command(state, id, body === '' ? {} : JSON.parse(body)));
}
