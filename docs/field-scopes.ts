import { writeFileSync } from 'node:fs';
import { Policy, type PolicyRow, type Requirement } from '#access';
import { executableSchema } from '../src/graphql/schema.ts';

const INTRODUCTION = `# What each field needs

Every field of the schema with the scopes that a caller needs for it: all of them, or one of those with "or" between. Made
by \`npm run docs\` from the directives \`@authenticated\` and \`@requiresScopes\` in \`schema/\`. A field needs what its own
directive says, what that of the type that it stands in says, and what that of the object type that it leads to says. An
interface has no rules of its own: those of the object count. [Scopes](scopes.md) says what each scope is for, and what
becomes of a field that a caller may not see. "Any caller" needs credentials where there are some, and no scope.
`;

/** `docs/field-scopes.md`: the table of every field. */
export const fieldScopesPage = (rows: readonly PolicyRow[] = policyRows()): string =>
  [INTRODUCTION, ...[...Map.groupBy(rows, ({ type }) => type)].flatMap(section)].join('\n');

const policyRows = (): readonly PolicyRow[] => new Policy(executableSchema()).rows;

const section = ([type, rows]: readonly [string, readonly PolicyRow[]]): readonly string[] => [
  `## ${type}`,
  '',
  '| field | needs |',
  '| --- | --- |',
  ...rows.map(({ field, requirement }) => `| \`${field}\` | ${needs(requirement)} |`),
  '',
];

function needs(requirement: Requirement): string {
  if (requirement.length === 0) return 'NO RULE';
  const wanted = requirement.filter((alternatives) => !alternatives.some(({ length }) => !length));
  const texts = wanted.map((alternatives) =>
    alternatives.map((scopes) => scopes.map((scope) => `\`${scope}\``).join(', ')).join(' or '),
  );
  return texts.length === 0 ? 'any caller' : texts.join(', ');
}

if (import.meta.main) {
  writeFileSync(new URL('field-scopes.md', import.meta.url), fieldScopesPage());
}
