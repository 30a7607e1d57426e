/** As much of a browser as signing in takes: cookies, and redirects followed one by one. */
export class Browser {
  #cookies = new Map();

  async fetch(url, options = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...options, redirect: 'manual', headers: { ...options.headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects while they stay at `origin`; answers with the last response, and its address. */
  async follow(origin, url, options) {
    let response = await this.fetch(url, options);
    let at = url;
    while (response.headers.has('location')) {
      at = new URL(response.headers.get('location'), at).href;
      if (new URL(at).origin !== origin) break;
      response = await this.fetch(at);
    }
    return { response, at };
  }

  submit(url, fields) {
    return [url, { method: 'POST', body: new URLSearchParams(fields) }];
  }
}
