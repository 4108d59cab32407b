import { writeFileSync } from 'node:fs';
import { coverages, propertyIn, unified, type Coverage, type CoverageRow } from './coverage.ts';

/** `docs/mapped.md`: what each vendor's document says, and where it is in the graph. */
export const mappedPage = (): string =>
  [
    '# What is mapped',
    '',
    "Each item of the five vendors' documents, and where it goes. Made by `npm run docs` from `coverage.yaml` in each",
    "backend's folder, which a test holds to the OpenAPI documents, the mappings and the writes. Items marked * are not in",
    "the vendor's document: they are decisions of this project.",
    '',
    '| document | items | covered | waived | decided |',
    '| --- | --- | --- | --- | --- |',
    ...coverages.map(summary),
    '',
    ...coverages.flatMap(section),
  ].join('\n');

const summary = ({ title, seed, items }: Coverage): string => {
  const own = items.filter(({ decided }) => !decided);
  const waived = own.filter((row) => row.waived !== undefined);
  const cells = [
    `${title} (\`${seed}\`)`,
    own.length,
    own.length - waived.length,
    waived.length,
    items.length - own.length,
  ];
  return `| ${cells.join(' | ')} |`;
};

const section = (coverage: Coverage): readonly string[] => [
  `## ${coverage.backend.name}`,
  '',
  '| operation | in | item | where it goes |',
  '| --- | --- | --- | --- |',
  ...coverage.items.map((row) => line(row, coverage)),
  '',
];

const line = (row: CoverageRow, coverage: Coverage): string => {
  const cells = [
    `\`${row.operation}\``,
    row.in,
    `${named(row)}${row.decided ? ' *' : ''}`,
    whereTo(row, coverage),
  ];
  return `| ${cells.join(' | ')} |`;
};

const PROSE: ReadonlySet<CoverageRow['in']> = new Set(['note', 'status']);

const named = ({ in: place, item }: CoverageRow): string =>
  PROSE.has(place) ? item : `\`${item}\``;

const whereTo = ({ to, from, used, waived }: CoverageRow, { adapter }: Coverage): string => {
  if (waived !== undefined) return `waived: ${waived}`;
  const shown = [...new Set(to.flatMap((name) => placesOf(name, adapter)))];
  const parts = [
    from.length > 0 ? `from ${from.map(code).join(', ')}` : '',
    shown.length > 0 ? `shown as ${shown.map(code).join(', ')}` : '',
    used ?? '',
  ];
  return parts.filter((part) => part !== '').join('; ');
};

const code = (text: string): string => `\`${text}\``;

/** Where a property of an account stands in the graph: at the account, and at the user. */
export function placesOf(name: string, adapter: Coverage['adapter']): readonly string[] {
  const found = propertyIn(adapter, name);
  if (!found) return [];
  const { property, part } = found;
  const below = part === null ? '' : `.${part}`;
  const lists = Object.entries(adapter.joinedFields).flatMap(([list, joined]) =>
    joined.includes(property) ? [list] : [],
  );
  const atAccount = lists.length > 0 ? lists : [property];
  const atUser = [...unified.values()].filter(({ sources, kind, name: field }) => {
    const isSource = sources.some((one) => one.adapter === adapter && one.property === property);
    // `email` and `phone` are texts, and have no parts.
    return isSource && (part === null || kind === 'contactPoints' || field === property);
  });
  return [
    ...(INTERNAL.has(property)
      ? []
      : atAccount.map((one) => `${adapter.accountType}.${one}${below}`)),
    ...atUser.map(({ name: field }) => `User.${field}${below}`),
  ];
}

/** Of these there is a field of the user alone. */
const INTERNAL: ReadonlySet<string> = new Set(['fullName']);

export const PAGE = new URL('mapped.md', import.meta.url);

if (import.meta.main) writeFileSync(PAGE, mappedPage());
