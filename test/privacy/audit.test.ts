import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditTrail } from '#access';
import { openRegistry } from '#registry';
import { mutate } from '../graphql/writing/mutations.ts';
import { databases } from '../registry/databases.ts';
import { startTestFacet } from '../facet.ts';
import type { TestFacet } from '../facet.ts';
import { statements } from './stored-text.ts';

const AUDIT = `query ($first: Int, $after: String, $filter: AuditFilter) {
  audit(first: $first, after: $after, filter: $filter) {
    nodes { id at caller action userId operationId code detail
      refs { backend scope ref digest } outcomes { backend status } }
    edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

interface Entry {
  readonly caller: string;
  readonly action: string;
  readonly userId: string | null;
  readonly operationId: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly refs: readonly { readonly backend: string; readonly ref: string | null }[];
  readonly outcomes: readonly { readonly backend: string; readonly status: string }[];
}

interface Page {
  readonly nodes: readonly Entry[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describe('the audit', () => {
  let facet: TestFacet;
  beforeAll(async () => {
    facet = await startTestFacet();
  });
  afterAll(async () => facet.close());

  const page = async (variables: Readonly<Record<string, unknown>> = {}): Promise<Page> => {
    const { data, errors } = await facet.query(AUDIT, variables);
    expect(errors).toBeUndefined();
    return data?.['audit'] as unknown as Page;
  };
  const newest = async (): Promise<Entry | undefined> => (await page({ first: 1 })).nodes[0];

  const created = async () => {
    const { user } = await mutate(facet, 'createUser', {
      backends: ['HAPTIK', 'EMERITUS'],
      displayName: 'Canary Personal',
      phone: '+919876500001',
      email: 'canary-personal@example.com',
    });
    return user?.id ?? '';
  };

  it('has every mutation, and nothing personal of it', async () => {
    const id = await created();
    const by = { user: { id } };
    await mutate(facet, 'updateUser', { ...by, set: { displayName: 'Canary Other' } });
    await mutate(facet, 'updateEmail', { ...by, email: 'canary-other@example.com' });
    await mutate(facet, 'updateOwners', { ...by, add: ['owner-1'] });
    await mutate(facet, 'updatePool', { ...by, pool: 'pool-1' });
    await mutate(facet, 'linkAccount', { ...by, account: { voltMxId: '4242' } });
    await mutate(facet, 'unlinkAccount', { ...by, account: { voltMxId: '4242' } });
    const { nodes } = await page({ filter: { userId: id } });
    expect(nodes.map(({ action }) => action).toReversed()).toEqual([
      'CREATE_USER',
      'UPDATE_USER',
      'UPDATE_EMAIL',
      'UPDATE_OWNERS',
      'UPDATE_POOL',
      'LINK_ACCOUNT',
      'UNLINK_ACCOUNT',
    ]);
    expect(nodes.every(({ caller, code }) => caller === 'anonymous' && code === null)).toBe(true);
    const creation = nodes.at(-1);
    expect(creation?.operationId).toMatch(/^oper_/);
    expect(creation?.refs.map(({ backend, ref }) => [backend, typeof ref])).toContainEqual([
      'HAPTIK',
      'string',
    ]);
    expect(creation?.outcomes).toContainEqual({ backend: 'HAPTIK', status: 'CREATED' });
    expect(JSON.stringify(nodes)).not.toMatch(/canary|9876500001/i);
  });

  it('has a mutation that was refused for its input, with the reason', async () => {
    await mutate(facet, 'updatePool', { user: { id: 'user_nobody' }, pool: 'p' });
    expect(await newest()).toMatchObject({
      action: 'UPDATE_POOL',
      code: 'NOT_FOUND',
      outcomes: [],
    });
    await mutate(facet, 'linkAccount', {
      user: { id: 'user_nobody' },
      account: { voltMxId: '4243' },
    });
    expect(await newest()).toMatchObject({ action: 'LINK_ACCOUNT', code: 'NOT_FOUND' });
    await mutate(facet, 'unlinkAccount', {
      user: { id: 'user_nobody' },
      account: { voltMxId: '4243' },
    });
    expect(await newest()).toMatchObject({ action: 'UNLINK_ACCOUNT', code: 'NOT_FOUND' });
  });

  it('is paged, and refuses what is no cursor of it', async () => {
    const first = await page({ first: 2 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const next = await page({ first: 2, after: first.pageInfo.endCursor });
    expect(next.pageInfo).toMatchObject({ hasPreviousPage: true });
    const ids = [...first.nodes, ...next.nodes].map((node) => JSON.stringify(node));
    expect(new Set(ids).size).toBe(4);
    const { errors } = await facet.query(AUDIT, { after: 'nonsense' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe.each(databases())('the audit on $name', ({ newUrl }) => {
  it('refuses every change of an entry, and every removal but by age', async () => {
    const url = await newUrl();
    const registry = await openRegistry(url);
    const trail = new AuditTrail(registry.audit, { ttlMs: 60_000, report: () => undefined });
    trail.callersChanged('1 came');
    await trail.close();
    const run = await statements(url);
    await expect(run(`update audit set caller = 'nobody'`)).rejects.toThrow('append-only');
    await expect(run('delete from audit')).rejects.toThrow('append-only');
    await registry.close();
    // Whoever starts again with a shorter time keeps what is young enough.
    const again = await openRegistry(url);
    expect(await again.audit.sweep(60_000)).toBe(0);
    expect(await again.audit.sweep(-60_000)).toBe(1);
    await again.close();
  });

  it('has refused credentials once a minute for each reason, and every refused mutation', async () => {
    const registry = await openRegistry(await newUrl());
    const trail = new AuditTrail(registry.audit, { ttlMs: 60_000, report: () => undefined });
    for (let count = 0; count < 50; count += 1) trail.unauthenticated('expired');
    trail.unauthenticated('unknown key');
    trail.forbidden('app', 'users:write');
    trail.forbidden('app', 'users:write');
    await trail.close();
    const query = { caller: null, action: null, userId: null, operationId: null, since: null };
    const all = await registry.audit.page(
      { ...query, until: null },
      { limit: 100, direction: 'newer', beyond: null },
    );
    expect(all.map(({ action, caller, detail }) => [action, caller, detail])).toEqual([
      ['UNAUTHENTICATED', null, 'expired'],
      ['UNAUTHENTICATED', null, 'unknown key'],
      ['FORBIDDEN', 'app', 'users:write'],
      ['FORBIDDEN', 'app', 'users:write'],
    ]);
    await registry.close();
  });
});
