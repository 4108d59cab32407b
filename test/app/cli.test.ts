import { execFile } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { backends } from '#backends';
import { VERSION } from '#version';
import { runFacet } from '../cli.ts';

const root = new URL('../../', import.meta.url);
const { bin } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const launcher = fileURLToPath(new URL(bin.facet, root));

const run = async (...args: readonly string[]) => promisify(execFile)(process.execPath, args);

/** What a start with everything configured asks for. */
const NEEDED = backends.flatMap(({ variables }) =>
  variables.filter((name) => /_(URL|USERNAME|PASSWORD|CLIENT_ID|APP_ID|CORP_ID)$/.test(name)),
);

describe('the command line', () => {
  it('is what package.json names, and any Node can read it', async () => {
    accessSync(launcher, constants.X_OK);
    expect(readFileSync(launcher, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect((await run(launcher, '--version')).stdout).toBe(`${VERSION}\n`);
    const older = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' });";
    const preload = `data:text/javascript,${encodeURIComponent(older)}`;
    await expect(run('--import', preload, launcher, '--version')).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Facet needs Node 24 or newer and this is 20\.20: .+\n$/),
    });
  });

  it('says what it can do, and what to set', async () => {
    const { stdout } = await run(launcher, '--help');
    for (const command of ['start', 'rebind', 'schema', 'settings'])
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    for (const variable of ['PORT', 'DATABASE_URL', 'SANDBOX', ...NEEDED])
      expect(stdout).toMatch(new RegExp(`^  .*\\b${variable}\\b`, 'm'));
    for (const args of [['--help'], ['-h'], ['help']]) {
      expect(await runFacet(args)).toEqual({ code: 0, stdout, stderr: '' });
    }
  });

  it('says of each command how it is used', async () => {
    const { stdout } = await run(launcher, '--help');
    const names = [...stdout.matchAll(/^ {2}([a-z]+(?:-[a-z]+| [a-z]+(?:-[a-z]+)?)?) {2,}\S/gm)];
    expect(names.length).toBeGreaterThan(4);
    for (const [, name = ''] of names) {
      const own = await runFacet([...name.split(' '), '--help']);
      expect(own).toMatchObject({ code: 0, stderr: '' });
      expect(own.stdout).toMatch(new RegExp(`^Usage: npx facet ${name}\\b.*\n\n[A-Z]`));
    }
    const short = await runFacet(['rebind', '-h']);
    expect(short.stdout).toContain('--yes');
    expect(await runFacet(['help', 'rebind'])).toEqual(short);
  });

  it.each([
    [['strat'], 'There is no such command.', ''],
    [['constructor'], 'There is no such command.', ''],
    [['--canary'], 'There is no such command.', ''],
    [['start', '--canary'], 'The command start has no such option.', 'start '],
    [['start', 'canary'], 'The command start takes nothing besides its options.', 'start '],
    [
      ['rebind', '--yes=canary'],
      'The command rebind has an option that lacks its value, or takes none.',
      'rebind ',
    ],
    [
      ['operations', '--id'],
      'The command operations has an option that lacks its value, or takes none.',
      'operations ',
    ],
    [['operations', 'show'], 'The command operations show wants ID.', 'operations show '],
    [
      ['operations', 'show', 'a', 'b'],
      'The command operations show takes only ID besides its options.',
      'operations show ',
    ],
  ])('answers %j in one line', async (args, line, name) => {
    const told = { code: 1, stdout: '', stderr: `${line} See "npx facet ${name}--help".\n` };
    expect(await runFacet(args)).toEqual(told);
  });

  it('prints every setting as a file to begin with', async () => {
    const stdout = readFileSync(new URL('.env.example', root), 'utf8');
    expect(await runFacet(['settings'])).toEqual({ code: 0, stdout, stderr: '' });
  });

  it('changes nothing when a setting is wrong, and says which', async () => {
    const told = { code: 1, stdout: '', stderr: 'Nothing was changed. BREAKER must be 1 or 0.\n' };
    expect(await runFacet(['rebind', '--yes'], { BREAKER: 'maybe' })).toEqual(told);
  });

  it('lists the writes of the sandbox, too', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'facet-sandbox-'));
    const told = { code: 0, stdout: 'No write is open, and none ended UNKNOWN.\n', stderr: '' };
    expect(await runFacet(['operations'], {}, { cwd })).toEqual(told);
    rmSync(cwd, { recursive: true });
  });

  it('starts by `start` what it starts when it is told nothing', async () => {
    const wrong = { BREAKER: 'maybe' };
    expect(await runFacet(['start'], wrong)).toEqual(await runFacet([], wrong));
  });
});
