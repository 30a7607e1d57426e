import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { Accounts } from './accounts.mjs';
import { configuration } from './configuration.mjs';
import { control } from './control.mjs';
import { bodyOf, html } from './http.mjs';
import { newSigningKey } from './keys.mjs';
import * as pages from './pages.mjs';
import { Store } from './store.mjs';

/**
 * Starts a provider on loopback with one client, and answers with its state once it listens.
 * `port` 0 takes a free one. `client` holds client metadata as RFC 7591 names it.
 */
export async function start({ port = 0, client }) {
  const state = {
    accounts: new Accounts(),
    store: new Store(),
    cookieKey: randomUUID(),
    down: false,
    log: [],
    keys: [],
    /** A new key signs from here on. The old ones are no longer published, unless they are to be kept for a while. */
    rotateKeys({ keep = false } = {}) {
      this.keys = [newSigningKey(), ...(keep ? this.keys : [])];
      // oidc-provider reads its keys once, so that a new key takes a new instance: over the same store, nobody notices.
      this.provider = observed(new Provider(this.issuer, configuration(this)), this.log);
    },
    /** Registers the client, or changes what is said of it. */
    async register(metadata) {
      this.client = { ...this.client, ...metadata };
      await this.store.adapter('Client').upsert(this.client.client_id, this.client);
    },
  };
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error) => {
      // Such as an address of the sign-in form that another browser was sent to: no fault of the provider's.
      const { statusCode: status = 500 } = error;
      if (status >= 500) console.error(error);
      if (response.headersSent) response.destroy();
      else html(response, status, pages.failed({ error: error.error ?? 'server_error', error_description: error.message }));
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  state.issuer = `http://127.0.0.1:${server.address().port}`;
  state.rotateKeys();
  await state.register({
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    backchannel_logout_session_required: true,
    ...client,
  });
  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return Object.assign(state, { stop });
}

async function answer(state, request, response) {
  const { pathname } = new URL(request.url, state.issuer);
  if (pathname.startsWith('/_control/')) {
    await control(state, pathname.slice('/_control/'.length), request, response);
    return;
  }
  response.once('finish', () =>
    state.log.push({ what: 'request', method: request.method, path: pathname, status: response.statusCode }),
  );
  if (state.down) {
    html(response, 503, pages.failed({ error: 'temporarily_unavailable', error_description: 'down for a test' }));
  } else if (pathname.startsWith('/sign-in/')) {
    await signIn(state, request, response);
  } else {
    await state.provider.callback()(request, response);
  }
}

async function signIn({ provider, accounts }, request, response) {
  // Throws for an address that this browser did not get from the provider.
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    html(response, 200, pages.signIn());
    return;
  }
  const user = new URLSearchParams(await bodyOf(request)).get('user')?.trim() ?? '';
  if (accounts.find(user)) {
    await provider.interactionFinished(request, response, { login: { accountId: user } });
  } else {
    html(response, 200, pages.signIn(accounts.get(user) ? 'This account is disabled.' : 'There is no such user.'));
  }
}

/** Writes down what a test cannot see from outside. */
function observed(provider, log) {
  provider.on('backchannel.success', (_ctx, client, user, sid) => log.push({ what: 'logout token taken', client: client.clientId, user, sid }));
  provider.on('backchannel.error', (_ctx, error, client, user, sid) =>
    log.push({ what: 'logout token not taken', client: client.clientId, user, sid, error: error.message }),
  );
  provider.on('server_error', (_ctx, error) => {
    console.error(error);
    log.push({ what: 'server error', error: error.message });
  });
  for (const event of ['authorization.error', 'grant.error', 'end_session.error', 'userinfo.error']) {
    provider.on(event, (_ctx, error) => log.push({ what: event, error: error.error, detail: error.error_detail ?? error.error_description }));
  }
  return provider;
}
