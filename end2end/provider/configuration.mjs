import * as pages from './pages.mjs';

const hour = 3600;

/**
 * The settings of oidc-provider: what a company's provider does, without its consent page.
 * Source: https://github.com/panva/node-oidc-provider/blob/main/docs/README.md#configuration-options
 */
export const configuration = ({ accounts, store, keys, cookieKey }) => ({
  adapter: store.adapter,
  findAccount: (_ctx, id) => accounts.find(id),
  // The first one signs.
  jwks: { keys },
  cookies: { keys: [cookieKey] },
  // Groups come with `openid`: providers differ in the scope they ask for them.
  claims: {
    openid: ['sub', 'groups'],
    profile: ['name', 'preferred_username'],
    email: ['email', 'email_verified'],
  },
  conformIdTokenClaims: false,
  scopes: ['openid', 'offline_access'],
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => void (ctx.body = pages.signOut(form)),
      postLogoutSuccessSource: (ctx) => void (ctx.body = pages.signedOut()),
    },
  },
  interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
  renderError: (ctx, out) => {
    ctx.type = 'html';
    ctx.body = pages.failed(out);
  },
  // `offline_access` alone would need a consent page at each sign-in (OpenID Connect Core 1.0, section 11).
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  loadExistingGrant,
  // Its own fetch refuses loopback addresses, where the client of a test is.
  fetch: (url, { dispatcher: _, ...options }) => fetch(url, options),
  ttl: {
    AccessToken: hour,
    AuthorizationCode: 60,
    Grant: 24 * hour,
    IdToken: hour,
    Interaction: hour,
    RefreshToken: 24 * hour,
    Session: 24 * hour,
  },
});

/** Consents for everybody: the company's own client needs nobody's. */
async function loadExistingGrant(ctx) {
  const { client, session, provider, account, params } = ctx.oidc;
  const id = ctx.oidc.result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  const grant = (id && (await provider.Grant.find(id))) || new provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope(params.scope);
  await grant.save(24 * hour);
  return grant;
}
