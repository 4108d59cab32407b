import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Policy, SCOPES, type Scope } from '#access';
import { executableSchema } from '../../src/graphql/schema.ts';
import { fieldScopesPage } from '../../docs/field-scopes.ts';

const { rows } = new Policy(executableSchema());

const DIRECTIVES = `
  directive @authenticated on FIELD_DEFINITION | OBJECT
  directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT
`;

const policyOf = (sdl: string): Policy => new Policy(buildSchema(DIRECTIVES + sdl));

/** What each scope gives beside `users:read`, by the table of `docs/scopes.md`: some fields of every kind. */
const GIVES: Readonly<Partial<Record<Scope, readonly string[]>>> = {
  'users:read': [
    'Query.user Query.node Query.allUsers Query.backends User.id User.accounts User.displayName User.familyName',
    'User.language User.timezone User.lastActiveAt User.active User.history HistoryEntry.ref BackendInfo.reads',
    'EmeritusAccount.name ChakraAccount.username HaptikAccount.language Account.ref',
  ],
  'users:contact': [
    'User.email User.emails User.phone User.phones User.possibleDuplicates Email.address Phone.number',
    'SharedContact.value HaptikAccount.mobileNumber VoltMxAccount.email ChakraAccount.phones',
    'EmeritusAccount.mobile EmeritusAccount.profilePhone EmeritusAccount.emails',
  ],
  'users:sensitive': [
    'User.birthDate User.age User.gender User.bio User.avatarUrl User.coverUrl User.customData User.details',
    'Location.city Location.country Device.model Device.platform FieldCandidate.rawValue ChakraAccount.data',
    'HaptikTractAccount.details HaptikTractAccount.raw EmeritusAccount.raw VoltMxAccount.state',
  ],
  'users:enrollment': [
    'Employment.company Employment.linkedinUrl EmeritusAccount.jobTitle EmeritusAccount.industry User.pool',
  ],
  'users:write': [
    'Mutation.createUser Mutation.updateUser Mutation.updateOwners Mutation.updatePool Mutation.updateEmail',
  ],
  'users:link': ['Mutation.linkAccount Mutation.unlinkAccount'],
  'ops:read': ['BackendError.backendMessage'],
};

describe('the rules in the schema', () => {
  it.each(Object.entries(GIVES))('give %s what the document says', (scope, names) => {
    const policy = new Policy(executableSchema());
    const all = new Set(SCOPES);
    const without = policy.grantsOf(all.difference(new Set([scope as Scope])));
    for (const name of names.flatMap((line) => line.split(' '))) {
      const [type = '', field = ''] = name.replace(/^Account/, 'ChakraAccount').split('.');
      expect(without.missing(type, field), name).toEqual([scope]);
    }
  });

  it('are there for every field', () => {
    const without = rows.filter(({ requirement }) => requirement.length === 0);
    expect(without.map(({ type, field }) => `${type}.${field}`)).toEqual([]);
    expect(rows.length).toBeGreaterThan(200);
  });

  it('are what the document tells, field by field: `npm run docs` writes it', () => {
    const page = new URL('../../docs/field-scopes.md', import.meta.url);
    expect(readFileSync(page, 'utf8')).toBe(fieldScopesPage());
  });

  it('need each scope somewhere', () => {
    const named = new Set(rows.flatMap(({ requirement }) => requirement.flat(2)));
    const planned = new Set(['users:erase']);
    expect(SCOPES.filter((scope) => !named.has(scope) && !planned.has(scope))).toEqual([]);
  });

  it('hold together: those of a type, of its field and of what the field leads to', () => {
    const policy = policyOf(`
      type Query { user: User @authenticated }
      type User @requiresScopes(scopes: [["users:read"]]) {
        id: ID
        email: Email @requiresScopes(scopes: [["users:sensitive"], ["users:enrollment"]])
      }
      type Email @requiresScopes(scopes: [["users:contact"]]) { address: String }
    `);
    const grants = policy.grantsOf(new Set(['users:enrollment']));
    expect(grants.missing('Query', 'user')).toEqual(['users:read']);
    expect(grants.missing('User', 'id')).toEqual(['users:read']);
    expect(grants.missing('User', 'email')).toEqual(['users:read', 'users:contact']);
    expect(grants.missing('Email', 'address')).toEqual(['users:contact']);
    expect(grants.missingOnPath('Query', 'user.email.address')).toEqual([
      'users:read',
      'users:contact',
    ]);
  });

  it('leave a field without a rule to who has every scope', () => {
    const policy = policyOf('type Query { secret: String }');
    expect(policy.rows).toEqual([{ type: 'Query', field: 'secret', requirement: [] }]);
    expect(policy.grantsOf(new Set(['ops:read'])).missing('Query', 'secret')).toHaveLength(7);
    expect(policy.grantsOf(new Set(SCOPES)).missing('Query', 'secret')).toEqual([]);
  });

  it('name no scope that does not exist', () => {
    const sdl = 'type Query { id: ID @requiresScopes(scopes: [["users:reed"]]) }';
    expect(() => policyOf(sdl)).toThrow('The rule of id names a scope that does not exist.');
  });
});
