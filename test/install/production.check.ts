import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    expect(stderr).toContain('Building GraphiQL and the sandbox');
  });

  it('brings nothing that only development needs', () => {
    expectNoDevelopmentPackages(root);
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
