import { type Browser, chromium as playwright } from 'playwright-core';

/** Not for a page of ours: one weakens what the test is about, the other breaks the page's workers. */
const unwanted = new Set(['--disable-web-security', '--single-process']);

/**
 * A headless Chromium out of the package registry: it needs nothing of the system, and resolves no name but those that
 * are to mean this machine.
 */
export async function launchBrowser(localNames: readonly string[] = []): Promise<Browser> {
  // Makes the package bring its own libraries; it looks at this when it is imported.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs24.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  // WebGL in software is slow, and nothing here draws with it.
  chromium.setGraphicsMode = false;
  const local = localNames.map((name) => `MAP ${name} 127.0.0.1`);
  const rules = [...local, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'];
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...chromium.args.filter((argument) => !unwanted.has(argument)),
      `--host-resolver-rules=${rules.join(', ')}`,
    ],
  });
}
