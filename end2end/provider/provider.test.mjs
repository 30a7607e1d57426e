import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Browser } from './browser.mjs';
import { bodyOf } from './http.mjs';
import { start } from './server.mjs';

const secret = 'a secret of the client';
const redirectUri = 'http://127.0.0.1:9/auth/callback';
const logoutTokens = [];
let provider;
let client;

before(async () => {
  client = createServer(async (request, response) => {
    logoutTokens.push(new URLSearchParams(await bodyOf(request)).get('logout_token'));
    response.writeHead(200).end();
  });
  await new Promise((resolve) => client.listen(0, '127.0.0.1', resolve));
  provider = await start({
    client: {
      client_id: 'frontdesk',
      client_secret: secret,
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: ['http://127.0.0.1:9/auth/signed-out'],
      backchannel_logout_uri: `http://127.0.0.1:${client.address().port}/auth/backchannel`,
    },
  });
});

after(async () => {
  await provider.stop();
  client.closeAllConnections();
  await new Promise((resolve) => client.close(resolve));
});

const discover = async () => (await fetch(`${provider.issuer}/.well-known/openid-configuration`)).json();

const command = async (path, body = {}) =>
  (await fetch(`${provider.issuer}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) })).json();

async function authorizationUrl(extra = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const { authorization_endpoint: endpoint } = await discover();
  const url = new URL(endpoint);
  url.search = new URLSearchParams({
    client_id: 'frontdesk',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid profile email offline_access',
    state: 'a-state',
    nonce: 'a-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...extra,
  });
  return { url: url.href, verifier };
}

async function token(fields) {
  const { token_endpoint: endpoint } = await discover();
  const authorization = `Basic ${Buffer.from(`frontdesk:${encodeURIComponent(secret)}`).toString('base64')}`;
  const response = await fetch(endpoint, { method: 'POST', headers: { authorization }, body: new URLSearchParams(fields) });
  return { status: response.status, ...(await response.json()) };
}

const refresh = (refreshToken) => token({ grant_type: 'refresh_token', refresh_token: refreshToken });

async function verified(jwt, options) {
  const { jwks_uri: uri } = await discover();
  return jwtVerify(jwt, createRemoteJWKSet(new URL(uri)), { issuer: provider.issuer, audience: 'frontdesk', ...options });
}

async function signIn(user, browser = new Browser()) {
  const { url, verifier } = await authorizationUrl();
  const form = await browser.follow(provider.issuer, url);
  assert.match(await form.response.text(), /Sign in at the provider/);
  const back = await browser.follow(provider.issuer, ...browser.submit(form.at, { user }));
  const parameters = Object.fromEntries(new URL(back.at).searchParams);
  assert.equal(parameters.iss, provider.issuer);
  assert.equal(parameters.state, 'a-state');
  const tokens = await token({ grant_type: 'authorization_code', code: parameters.code, redirect_uri: redirectUri, code_verifier: verifier });
  assert.equal(tokens.status, 200);
  return { browser, tokens };
}

test('discovery promises what the client relies on', async () => {
  const metadata = await discover();
  assert.equal(metadata.issuer, provider.issuer);
  assert.equal(metadata.authorization_response_iss_parameter_supported, true);
  assert.equal(metadata.backchannel_logout_supported, true);
  assert.equal(metadata.backchannel_logout_session_supported, true);
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
  assert.ok(metadata.end_session_endpoint);
});

test('a person signs in, with groups in the ID token and at userinfo', async () => {
  const { tokens } = await signIn('otto');
  const { payload } = await verified(tokens.id_token);
  assert.deepEqual(payload.groups, ['frontdesk-operators']);
  assert.equal(payload.sub, 'otto');
  assert.equal(payload.name, 'Otto Ober');
  assert.equal(payload.email, 'otto@example.com');
  assert.equal(payload.nonce, 'a-nonce');
  assert.ok(payload.sid);
  const { userinfo_endpoint: endpoint } = await discover();
  const userinfo = await fetch(endpoint, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  assert.deepEqual((await userinfo.json()).groups, ['frontdesk-operators']);
});

test('a session at the provider signs in again without the form', async () => {
  const { browser } = await signIn('vera');
  const { url } = await authorizationUrl();
  const back = await browser.follow(provider.issuer, url);
  assert.ok(new URL(back.at).searchParams.get('code'));
});

test('no sign-in without PKCE', async () => {
  const { url } = await authorizationUrl();
  const without = new URL(url);
  without.searchParams.delete('code_challenge');
  without.searchParams.delete('code_challenge_method');
  const back = await new Browser().follow(provider.issuer, without.href);
  assert.equal(new URL(back.at).searchParams.get('error'), 'invalid_request');
});

test('unknown users get the form again', async () => {
  const browser = new Browser();
  const { url } = await authorizationUrl();
  const form = await browser.follow(provider.issuer, url);
  const again = await browser.follow(provider.issuer, ...browser.submit(form.at, { user: 'mallory' }));
  assert.match(await again.response.text(), /There is no such user/);
});

test('the form of one browser is not for another', async () => {
  const { url } = await authorizationUrl();
  const form = await new Browser().follow(provider.issuer, url);
  assert.equal((await new Browser().fetch(form.at)).status, 400);
});

test('refresh tokens are rotated, and carry changed groups', async () => {
  const { tokens } = await signIn('nora');
  assert.deepEqual((await verified(tokens.id_token)).payload.groups, []);
  await command('account/nora', { groups: ['frontdesk-viewers'] });
  const second = await refresh(tokens.refresh_token);
  assert.notEqual(second.refresh_token, tokens.refresh_token);
  assert.deepEqual((await verified(second.id_token)).payload.groups, ['frontdesk-viewers']);
  await command('account/nora', { groups: [] });
});

test('a refresh token used twice ends the grant', async () => {
  const { tokens } = await signIn('nora');
  const second = await refresh(tokens.refresh_token);
  assert.equal((await refresh(tokens.refresh_token)).error, 'invalid_grant');
  assert.equal((await refresh(second.refresh_token)).error, 'invalid_grant');
});

test('a disabled person is an invalid grant, and may not sign in', async () => {
  const { tokens } = await signIn('nora');
  await command('account/nora', { disabled: true });
  assert.equal((await refresh(tokens.refresh_token)).error, 'invalid_grant');
  const browser = new Browser();
  const { url } = await authorizationUrl();
  const form = await browser.follow(provider.issuer, url);
  const again = await browser.follow(provider.issuer, ...browser.submit(form.at, { user: 'nora' }));
  assert.match(await again.response.text(), /This account is disabled/);
  await command('account/nora', { disabled: false });
});

test('after a rotation the new key alone is published and signs; sessions and grants stay', async () => {
  const { browser, tokens } = await signIn('ada');
  const { protectedHeader: before } = await verified(tokens.id_token);
  const { kid } = await command('rotate-keys');
  assert.notEqual(kid, before.kid);
  await assert.rejects(verified(tokens.id_token), { code: 'ERR_JWKS_NO_MATCHING_KEY' });
  const second = await refresh(tokens.refresh_token);
  assert.equal((await verified(second.id_token)).protectedHeader.kid, kid);
  const { url } = await authorizationUrl();
  assert.ok(new URL((await browser.follow(provider.issuer, url)).at).searchParams.get('code'));
});

test('an old key can be kept for a while', async () => {
  const { tokens } = await signIn('ada');
  const { kid } = await command('rotate-keys', { keep: true });
  const { protectedHeader: old } = await verified(tokens.id_token);
  const second = await refresh(tokens.refresh_token);
  assert.equal((await verified(second.id_token)).protectedHeader.kid, kid);
  assert.notEqual(old.kid, kid);
});

test('ending sessions sends logout tokens and ends the grants', async () => {
  const { tokens } = await signIn('ada');
  const { sid } = (await verified(tokens.id_token)).payload;
  logoutTokens.length = 0;
  await command('end-session/ada');
  const received = await Promise.all(logoutTokens.map((jwt) => verified(jwt, { typ: 'logout+jwt' })));
  const { payload } = received.find((one) => one.payload.sid === sid);
  assert.equal(payload.sub, 'ada');
  assert.deepEqual(payload.events, { 'http://schemas.openid.net/event/backchannel-logout': {} });
  assert.ok(payload.jti);
  assert.equal(payload.nonce, undefined);
  assert.equal((await refresh(tokens.refresh_token)).error, 'invalid_grant');
});

test('sessions can end without a word to the client', async () => {
  const { tokens } = await signIn('ada');
  logoutTokens.length = 0;
  assert.equal((await command('end-session/ada', { notify: false })).sessions, 1);
  assert.deepEqual(logoutTokens, []);
  assert.equal((await refresh(tokens.refresh_token)).error, 'invalid_grant');
});

test('a person signs out from the client, and lands there again', async () => {
  const { browser, tokens } = await signIn('vera');
  const { end_session_endpoint: endpoint } = await discover();
  const url = new URL(endpoint);
  url.search = new URLSearchParams({
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: 'http://127.0.0.1:9/auth/signed-out',
    state: 'bye',
  });
  logoutTokens.length = 0;
  const page = await (await browser.fetch(url)).text();
  assert.match(page, /Sign out at the provider\?/);
  const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(page);
  const [, action] = /action="([^"]+)"/.exec(page);
  const back = await browser.follow(provider.issuer, ...browser.submit(action, { xsrf, logout: 'yes' }));
  assert.equal(back.at, 'http://127.0.0.1:9/auth/signed-out?state=bye');
  assert.equal(logoutTokens.length, 1);
});

test('the provider can be down', async () => {
  await command('down');
  assert.equal((await fetch(`${provider.issuer}/.well-known/openid-configuration`)).status, 503);
  await command('up');
  assert.equal((await fetch(`${provider.issuer}/.well-known/openid-configuration`)).status, 200);
});

test('the client can be registered anew, and the log tells what happened', async () => {
  await command('client', { redirect_uris: [redirectUri, 'http://127.0.0.1:10/auth/callback'] });
  const { url } = await authorizationUrl({ redirect_uri: 'http://127.0.0.1:10/auth/callback' });
  assert.match(await (await new Browser().follow(provider.issuer, url)).response.text(), /Sign in at the provider/);
  const log = await (await fetch(`${provider.issuer}/_control/log`)).json();
  assert.ok(log.some((line) => line.what === 'request' && line.path === '/token' && line.status === 200));
});
