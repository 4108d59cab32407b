export type { Config } from './config.ts';
export { inSandbox, readConfig } from './config.ts';
export { readEnvironment } from './environment.ts';
export { bindingOf } from './registry-binding.ts';
export { operationLimits, serverSettings } from './server-settings.ts';
