import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const SOURCES = fileURLToPath(new URL('../src', import.meta.url));

/** What a server does not run: generated types, the stand-ins of the vendors, the page for explorers. */
const ELSEWHERE = /generated|\/wire\.ts$|sandbox\/|explorer\//;

/** A node of a syntax tree (ESTree). */
export type SyntaxNode = Readonly<Record<string, unknown>>;

/** Every node of what the server runs, with its file below `src/`. */
export function* nodesOfSources(): Generator<readonly [file: string, node: SyntaxNode]> {
  const files = globSync('**/*.{ts,js}', { cwd: SOURCES }).filter((file) => !ELSEWHERE.test(file));
  for (const file of files) {
    const { program, errors } = parseSync(file, readFileSync(`${SOURCES}/${file}`, 'utf8'));
    if (errors.length > 0) throw new Error(`${file} cannot be parsed.`);
    for (const node of nodesIn(program)) yield [file, node];
  }
}

function* nodesIn(value: unknown): Generator<SyntaxNode> {
  if (typeof value !== 'object' || value === null) return;
  yield Object(value);
  for (const inner of Object.values(value)) yield* nodesIn(inner);
}
