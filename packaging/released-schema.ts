import { writeFileSync } from 'node:fs';
import { clientSchema } from '#graphql';
import { VERSION } from '#version';

/** `npm version` runs this: what the next release is compared with (test/packaging/released.test.ts). */
const title = `# The schema for clients of Facet ${VERSION}, the last release: \`npm version\` writes it.\n`;
writeFileSync(new URL('../releases/schema.graphql', import.meta.url), title + clientSchema());
