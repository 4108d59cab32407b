import { type Browser, chromium as playwright } from 'playwright-core';

/** Not for a page of ours: one weakens what the test is about, the other breaks the page's workers. */
const unwanted = new Set(['--disable-web-security', '--single-process']);

/** A headless Chromium out of the package registry: it needs nothing of the system, and resolves no name. */
export async function launchBrowser(): Promise<Browser> {
  // Makes the package bring its own libraries; it looks at this when it is imported.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs24.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  // WebGL in software is slow, and nothing here draws with it.
  chromium.setGraphicsMode = false;
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...chromium.args.filter((argument) => !unwanted.has(argument)),
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
