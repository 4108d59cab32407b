import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkOut,
  expectGraphiql,
  expectNoDevelopmentPackages,
  expectSandbox,
} from './checkout.ts';
import { run, startFacet } from './npm.ts';

const root = mkdtempSync(join(tmpdir(), 'facet-production-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a production installation', () => {
  beforeAll(async () => {
    await checkOut(root);
    const { stderr } = await run('npm', ['ci', '--omit=dev'], root);
    expect(stderr).toContain('Building GraphiQL, the server and the sandbox');
  });

  it('brings nothing that only development needs', () => {
    expectNoDevelopmentPackages(root);
  });

  it('starts from one bundle until a file of it is edited', () => {
    const decision = pathToFileURL(join(root, 'src/cli/bundle.ts')).href;
    const script = `import('${decision}').then(({ freshBundle }) => console.log(freshBundle() !== null))`;
    const startsBundle = (): string =>
      execFileSync(process.execPath, ['--eval', script]).toString().trim();
    expect(startsBundle()).toBe('true');
    const file = join(root, 'src/users/reading/merge-field.ts');
    const source = readFileSync(file, 'utf8');
    writeFileSync(file, `${source}// Edited.\n`);
    expect(startsBundle()).toBe('false');
    writeFileSync(file, source);
    expect(startsBundle()).toBe('true');
  });

  it('starts the sandbox and GraphiQL by `npm start`', async () => {
    const facet = await startFacet('npm', ['start'], root);
    await expectGraphiql(facet.url);
    await expectSandbox(facet.url);
    await facet.end();
  });

  it('serves real backends where nothing could be built, and says what is missing', async () => {
    rmSync(join(root, 'dist'), { recursive: true });
    const facet = await startFacet('npm', ['start'], root, {
      CHAKRA_URL: 'http://127.0.0.1:9',
      CHAKRA_TOKEN: 'token',
    });
    const page = await fetch(`${facet.url}/`);
    expect(page.status).toBe(503);
    expect(await page.text()).toMatch(/^GraphiQL is not built yet: run .+\n$/);
    await facet.end();
    await expect(startFacet('npm', ['start'], root)).rejects.toThrow(
      /Facet cannot start\. No backend is configured, and the sandbox is not installed: .+\n$/,
    );
  });
});
