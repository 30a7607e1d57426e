/**
 * A certified OpenID provider (npm's oidc-provider) on loopback, for tests. Needs Node 22 or newer.
 *
 *   node provider/provider.mjs --port 0 --client-id frontdesk --client-secret … \
 *     --redirect-uri URL --post-logout-redirect-uri URL --backchannel-logout-uri URL
 *
 * URIs may be given several times, and later by `POST /_control/client`. Prints `listening on http://127.0.0.1:PORT`.
 * The commands for tests are in control.mjs.
 */
import { parseArgs } from 'node:util';
import { start } from './server.mjs';

const text = { type: 'string' };
const texts = { type: 'string', multiple: true };
const { values } = parseArgs({
  options: {
    port: { ...text, default: '0' },
    'client-id': { ...text, default: 'frontdesk' },
    'client-secret': { ...text, default: process.env.CLIENT_SECRET ?? 'a secret for tests only' },
    'redirect-uri': { ...texts, default: ['http://127.0.0.1:3000/auth/callback'] },
    'post-logout-redirect-uri': { ...texts, default: ['http://127.0.0.1:3000/'] },
    'backchannel-logout-uri': text,
  },
});

const provider = await start({
  port: Number(values.port),
  client: {
    client_id: values['client-id'],
    client_secret: values['client-secret'],
    redirect_uris: values['redirect-uri'],
    post_logout_redirect_uris: values['post-logout-redirect-uri'],
    ...(values['backchannel-logout-uri'] && { backchannel_logout_uri: values['backchannel-logout-uri'] }),
  },
});
console.log(`listening on ${provider.issuer}`);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => provider.stop().then(() => process.exit()));
