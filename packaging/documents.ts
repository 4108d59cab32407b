import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

// `node packaging/documents.ts`: writes each vendor's `openapi.yaml` as JSON beside it, as a start reads it: a start with all
// backends waited 80 ms for YAML. With `--check` it only says which are not what their YAML says.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const stale = globSync('src/backends/*/openapi.yaml', { cwd: ROOT }).filter((path) => {
  const json = `${ROOT}${path.replace(/yaml$/, 'json')}`;
  const text = `${JSON.stringify(parse(readFileSync(ROOT + path, 'utf8')))}\n`;
  if (!process.argv.includes('--check')) writeFileSync(json, text);
  return !existsSync(json) || readFileSync(json, 'utf8') !== text;
});
if (stale.length > 0) {
  process.stderr.write(`Run "npm run wire": there are changes in ${stale.join(', ')}.\n`);
  process.exitCode = 1;
}
