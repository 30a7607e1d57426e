/** The provider's own pages: plain HTML, so that nothing is fetched from elsewhere and consoles stay silent. */
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text) => String(text).replace(/[&<>"]/g, (character) => escapes[character]);

const page = (title, body) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escape(title)}</title><link rel="icon" href="data:,"></head>
<body><main><h1>${escape(title)}</h1>
${body}
</main></body>
</html>
`;

export const signIn = (problem) =>
  page(
    'Sign in at the provider',
    `${problem ? `<p role="alert">${escape(problem)}</p>` : ''}
<form method="post" autocomplete="off">
<label>User <input name="user" required autofocus></label>
<button>Sign in</button>
</form>`,
  );

/** `form` is oidc-provider's own, with its token against forged requests. */
export const signOut = (form) =>
  page(
    'Sign out at the provider?',
    `${form}
<button form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button form="op.logoutForm">Stay signed in</button>`,
  );

export const signedOut = () => page('Signed out at the provider', '<p>You may close this page.</p>');

export const failed = (out) =>
  page('The provider refuses', `<p>${escape(out.error)}: ${escape(out.error_description ?? '')}</p>`);
