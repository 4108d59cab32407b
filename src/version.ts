import manifest from '../package.json' with { type: 'json' };

/** The version of Facet that runs, as `package.json` says it. */
export const VERSION: string = manifest.version;

/** How Facet names itself to those whom it calls: a product and its version (RFC 9110, section 10.1.5). */
export const USER_AGENT = `facet/${VERSION}`;
