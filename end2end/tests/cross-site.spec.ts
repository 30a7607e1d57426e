import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixtures';

// A page of others, at two addresses: another port of this host (same site, other origin) and another host (other site).
let server: Server;
let port: number;
let document = '';

test.beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(document);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

test.afterAll(() => {
  server.close();
});

test.use({ expectedStatuses: [400, 401, 403, 404, 405, 415, 421], // That the browser keeps the pages apart, it says in the console.
  expectedConsole: /blocked by CORS|ERR_FAILED|ERR_BLOCKED_BY_RESPONSE|frame-ancestors/ });

for (const host of ['127.0.0.1', 'localhost']) {
  test(`a page of others at ${host} changes nothing and reads nothing`, async ({ page, baseURL, context }) => {
    const sessions = async () => (await (await page.request.get('/api/sessions')).json()) as { id: string }[];
    const before = await sessions();
    expect(before.length).toBeGreaterThan(0);
    const id = before.find((row) => (row as { is_this?: boolean }).is_this)!.id;
    document = `<!doctype html><title>Others</title><h1>Others</h1>
      <form method="post" action="${baseURL}/api/end-all-sessions"><button>One</button></form>
      <form method="post" action="${baseURL}/auth/sign-out"><button>Two</button></form>
      <form method="post" enctype="text/plain" action="${baseURL}/api/end-session"><input name="id" value="${id}"><button>Three</button></form>
      <iframe title="frame" src="${baseURL}/account"></iframe>
      <img alt="" src="${baseURL}/auth/sign-out">`;
    const others = `http://${host}:${port}/`;
    for (const button of ['One', 'Two', 'Three']) {
      await page.goto(others);
      const [answer] = await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST'), page.getByRole('button', { name: button }).click()]);
      expect(answer.status(), button).toBe(403);
    }
    await page.goto(others);
    const read = await page.evaluate(
      async ({ baseURL, id }) => {
        const results: string[] = [];
        for (const [path, init] of [
          ['/api/you', { credentials: 'include' }],
          ['/api/end-all-sessions', { method: 'POST', credentials: 'include', mode: 'no-cors' }],
          ['/api/end-session', { method: 'POST', credentials: 'include', mode: 'no-cors', body: new URLSearchParams({ id }) }],
          ['/api/end-session', { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' }, body: '{}' }],
          ['/auth/sign-out', { method: 'POST', credentials: 'include', mode: 'no-cors' }],
        ] as [string, RequestInit][]) {
          results.push(
            await fetch(baseURL + path, init).then(
              async (answer) => `${answer.type} ${await answer.text().catch(() => '')}`,
              () => 'failed',
            ),
          );
        }
        navigator.sendBeacon(`${baseURL}/api/end-all-sessions`);
        return results;
      },
      { baseURL: baseURL!, id },
    );
    for (const result of read) expect(['failed', 'opaque ']).toContain(result);
    expect(page.frames().map((frame) => frame.url()).filter((url) => url.startsWith(`${baseURL}/account`))).toEqual([]);
    expect((await sessions()).map((row) => row.id)).toContain(id);
    await context.close();
  });
}
