import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Not for a page of ours: one weakens what the test is about, the other breaks the page's workers. */
const unwanted = new Set(['--disable-web-security', '--single-process']);

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const PACKAGE = fileURLToPath(
  new URL('../package.json', import.meta.resolve('@sparticuz/chromium')),
);

/** Another Chromium to test with: the one that the package registry has runs on Linux on x64 only. */
const OWN_CHROMIUM = process.env['FACET_TEST_CHROMIUM'];

/**
 * A headless Chromium out of the package registry: it needs nothing of the system, and resolves no name but those that
 * are to mean this machine.
 */
export async function launchBrowser(localNames: readonly string[] = []): Promise<Browser> {
  const { default: chromium } = await import('@sparticuz/chromium');
  // WebGL in software is slow, and nothing here draws with it.
  chromium.setGraphicsMode = false;
  const local = localNames.map((name) => `MAP ${name} 127.0.0.1`);
  const rules = [...local, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'];
  return playwright.launch({
    ...(OWN_CHROMIUM === undefined ? await shipped() : { executablePath: OWN_CHROMIUM }),
    args: [
      ...chromium.args.filter((argument) => !unwanted.has(argument)),
      `--host-resolver-rules=${rules.join(', ')}`,
    ],
  });
}

/** How to start it with the libraries and fonts that it brings; it is unpacked once for an installation. */
async function shipped() {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== 'linux-x64')
    throw new Error(
      `@sparticuz/chromium has no Chromium for ${platform}: name one in FACET_TEST_CHROMIUM, then run the tests again.`,
    );
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8'));
  const folder = join(CACHE, `chromium-${version}`);
  if (!existsSync(folder)) await unpackTo(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  };
}

async function unpackTo(folder: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const program = fileURLToPath(new URL('unpack-process.ts', import.meta.url));
  // The package unpacks to the folder for temporary files, and its libraries too where it takes the machine for Lambda.
  const env = {
    ...process.env,
    TMPDIR: mkdtempSync(`${folder}-`),
    AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x',
  };
  await promisify(execFile)(process.execPath, [program, folder], { env });
}
