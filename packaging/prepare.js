// npm runs this after an installation, and ahead of `npm pack`. Plain JavaScript: any Node may be what runs it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildWithTools, buildWithoutTools } from './build.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The version of Node that runs npm. It decides which packages npm leaves out as unfit, while the scripts that npm starts
 * run by the Node that it has just installed.
 */
function nodeOfNpm() {
  const agent = process.env.npm_config_user_agent ?? '';
  const [, version] = /\bnode\/v(\d+\.\d+\.\d+)/.exec(agent) ?? [];
  return version ?? process.versions.node;
}

/** As `engines` in package.json says. For any other Node npm leaves out what GraphiQL is built with. */
function isFit(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}

/** To stderr: what `npm pack` writes to stdout is the name of its file. */
const say = (line) => process.stderr.write(`${line}\n`);

function prepare() {
  const version = nodeOfNpm();
  if (!isFit(version)) {
    say(
      `Installing Facet needs Node 20.19, 22.12, 24 or newer, and npm runs on ${version}: install a newer Node, then run "npm ci" again.`,
    );
    return 1;
  }
  if (existsSync(`${ROOT}node_modules/vite/package.json`)) {
    say('Building GraphiQL and the server …');
    return buildWithTools(ROOT) ? 0 : 1;
  }
  say(
    'Building GraphiQL, the server and the sandbox; what that takes is installed in a temporary folder …',
  );
  if (!buildWithoutTools(ROOT)) {
    say(
      'GraphiQL and the sandbox could not be built, see above. Facet serves your own backends without them; run "npm ci" again to have them.',
    );
  }
  return 0;
}

process.exitCode = prepare();
