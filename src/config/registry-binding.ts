import type { BindingPart } from '#normalise';
import type { Config } from './read-config.ts';

/** What the registry of this configuration belongs to: its backends, or the sandbox, whose ports are others each time. */
export const bindingOf = ({ sandbox, backends }: Config): readonly BindingPart[] =>
  sandbox
    ? backends.map(({ name: backend }) => ({ backend, ...SANDBOX }))
    : backends.flatMap(({ binding }) => binding);

const SANDBOX = { variable: 'SANDBOX', value: '1', shown: '1' } as const;
