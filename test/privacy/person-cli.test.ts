import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { runFacet } from '../cli.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { mutate } from '../graphql/writing/mutations.ts';
import { stranger } from '../graphql/writing/people.ts';
import { databaseFiles } from '../registry/database-files.ts';
import { canariesIn, storedText } from './stored-text.ts';

const newFile = databaseFiles();

describe('the command line for one person', () => {
  let sandbox: Sandbox;
  let facet: TestFacet;
  let environment: Readonly<Record<string, string>>;
  beforeAll(async () => {
    sandbox = await startSandbox();
    environment = { ...sandbox.environment, SANDBOX: '0', DATABASE_URL: `sqlite:${newFile()}` };
    facet = await startTestFacet({ environment });
  });
  afterAll(async () => {
    await facet.close();
    await sandbox.close();
  });

  it('exports and erases, beside a server that runs, in the name of the operator', async () => {
    const person = { ...stranger(), displayName: 'Canary Person' };
    const { user } = await mutate(facet, 'createUser', person);
    const exported = await runFacet(['export', `authId=${person.haptik.authId}`], environment);
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(exported.stdout)).toMatchObject({
      format: 'facet-export/1',
      user: { id: user?.id },
    });
    expect(exported.stdout).toContain('Canary Person');

    const asked = await runFacet(['erase', user?.id ?? ''], environment);
    expect(asked).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('--yes') });
    const args = ['erase', user?.id ?? '', '--reason', 'ticket 7', '--yes'];
    const erased = await runFacet(args, environment);
    expect(erased).toMatchObject({ code: 0, stderr: '' });
    const { certificate, left } = JSON.parse(erased.stdout);
    expect(certificate).toMatchObject({
      userId: user?.id,
      reason: 'ticket 7',
      caller: userInfo().username,
    });
    expect(JSON.stringify(left)).toContain(person.haptik.authId);
    expect(canariesIn(await storedText(environment['DATABASE_URL'] ?? ''))).toEqual([]);
    const again = await runFacet(['erase', `authId=${person.haptik.authId}`, '-y'], environment);
    expect(JSON.parse(again.stdout).certificate).toEqual(certificate);
    const { data, errors } = await facet.query(
      `query ($id: ID!) { user(by: { id: $id }) { id }
        audit(filter: { userId: $id }) { nodes { action caller } } }`,
      { id: user?.id },
    );
    expect(errors).toBeUndefined();
    expect(data?.['user']).toBeNull();
    expect(data?.['audit']).toMatchObject({
      nodes: expect.arrayContaining([
        { action: 'ERASE_USER', caller: userInfo().username },
        { action: 'EXPORT_USER', caller: userInfo().username },
      ]),
    });
  });

  it('says in one line whom it does not know, and what it cannot read', async () => {
    const told = async (...args: readonly string[]) => runFacet(args, environment);
    expect(await told('export', 'user_nobody')).toMatchObject({ code: 1, stdout: '' });
    expect(await told('erase', 'user_nobody', '--yes')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'No user has this identifier.\n',
    });
    expect(await told('export', 'shoeSize=44')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Nothing was exported\. Name the person by an id.+\n$/),
    });
  });

  it('makes a key that a registry can be put under', async () => {
    const { code, stdout, stderr } = await runFacet(['key', 'registry']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^[0-9a-f]{64}\n$/)]);
    expect(stderr).toMatch(/^Key [0-9a-f]{8}: .+REGISTRY_KEY_FILE.+\n$/);
    expect(stderr).not.toContain(stdout.trim());
  });
});
