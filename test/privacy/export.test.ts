import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../../sandbox/index.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { mutate } from '../graphql/writing/mutations.ts';
import { stranger } from '../graphql/writing/people.ts';

const EXPORT = 'query ($by: UserBy!) { exportUser(by: $by) }';

interface Live {
  readonly operation?: string;
  readonly record?: object;
  readonly missing?: string;
}

interface Document {
  readonly format: string;
  readonly user: { readonly id: string };
  readonly accounts: readonly {
    readonly backend: string;
    readonly ref: string;
    readonly lastWrite: { readonly record: object } | null;
    readonly contactPoints: readonly { readonly kind: string; readonly value: string }[];
    readonly live: readonly Live[] | Live;
  }[];
  readonly fields: readonly {
    readonly field: string;
    readonly candidates: readonly { readonly state: string; readonly value: unknown }[];
  }[];
  readonly history: readonly { readonly kind: string }[];
  readonly operations: readonly { readonly mutation: string; readonly idempotencyKey: string }[];
  readonly audit: readonly { readonly action: string }[];
}

describe('the export of a person', () => {
  let facet: TestFacet;
  beforeAll(async () => {
    facet = await startTestFacet({ people: true, environment: { CACHE_TTL_MS: '60000' } });
  });
  afterAll(async () => facet.close());

  const exported = async (by: object): Promise<Document> => {
    const { data, errors } = await facet.query(EXPORT, { by });
    expect(errors).toBeUndefined();
    return data?.['exportUser'] as unknown as Document;
  };

  it('has what is held and what is read, with provenance, and is in the audit', async () => {
    const person = stranger();
    const { user } = await mutate(facet, 'createUser', { ...person, idempotencyKey: 'export-1' });
    const id = user?.id ?? '';
    const document = await exported({ id });
    expect(document).toMatchObject({ format: 'facet-export/1', user: { id, formerIds: [] } });
    expect(new Set(document.accounts.map(({ backend }) => backend))).toEqual(
      new Set(user?.accounts.map(({ backend }) => backend)),
    );
    const haptik = document.accounts.find(({ backend }) => backend === 'HAPTIK');
    expect(haptik).toMatchObject({
      ref: person.haptik.authId,
      lastWrite: { record: { auth_id: expect.any(String) } },
      live: { missing: expect.stringContaining('lastWrite') },
    });
    expect(haptik?.contactPoints).toContainEqual({ kind: 'EMAIL', value: person.email });
    const emeritus = document.accounts.find(({ backend }) => backend === 'EMERITUS');
    expect(emeritus?.live).toContainEqual(
      expect.objectContaining({ operation: 'profile', origin: 'LIVE', record: expect.anything() }),
    );
    const name = document.fields.find(({ field }) => field === 'displayName');
    expect(name?.candidates).toContainEqual(
      expect.objectContaining({ state: 'CHOSEN', value: person.displayName }),
    );
    expect(document.history.map(({ kind }) => kind)).toContain('CREATE');
    expect(document.operations).toMatchObject([
      { mutation: 'createUser', idempotencyKey: 'export-1' },
    ]);
    expect(document.audit.map(({ action }) => action)).toEqual(['CREATE_USER']);
    expect((await exported({ id })).audit.map(({ action }) => action)).toContain('EXPORT_USER');
  });

  it('says why a record is missing', async () => {
    const { user } = await mutate(facet, 'createUser', stranger());
    facet.sandbox.backend('EMERITUS').fault('profile', faults.status(404));
    const document = await exported({ id: user?.id });
    const emeritus = document.accounts.find(({ backend }) => backend === 'EMERITUS');
    expect(JSON.stringify(emeritus?.live)).toMatch(/"missing":"[A-Z]/);
  });

  it('is of nobody for an identifier that nobody has, and tells an error for one that is none', async () => {
    expect(await exported({ authId: 'nobodyhere' })).toBeNull();
    const { errors } = await facet.query(EXPORT, { by: { authId: 'not an id!' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT' });
  });
});
