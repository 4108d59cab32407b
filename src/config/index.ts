export type { Config } from './read-config.ts';
export { inSandbox, readConfig } from './read-config.ts';
export { configProblems } from './config-problems.ts';
export { readEnvironment } from './environment.ts';
export { bindingOf } from './registry-binding.ts';
export { operationLimits, serverSettings } from './server-settings.ts';
