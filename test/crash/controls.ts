import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CourseName } from './courses.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a process of the matrix is made of. */
const PARTS = ['package.json', 'schema', 'src', 'sandbox', 'test'] as const;

/** A part of the source that is replaced. */
interface Damage {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A Facet that is broken on purpose, to see that the matrix notices. */
export interface Control {
  readonly damages: readonly Damage[];
  /** Where it shows. */
  readonly mutations: readonly CourseName[];
  /** What is told of it then. */
  readonly shows: RegExp;
}

export const CONTROLS = {
  /** Changes are in order for each user, and not for each account. */
  'order by user': {
    damages: [
      {
        file: 'src/registry/sql/live-steps.ts',
        from: 'beside.filter(({ operation }) => operation.id !== id)',
        to: 'beside.filter(({ operation }) => operation.id !== id && operation.userId === userId)',
      },
      {
        file: 'src/registry/sql/live-steps.ts',
        from: '{ id, steps }: OperationRow',
        to: '{ id, steps, userId }: OperationRow',
      },
      {
        file: 'src/registry/sql/close-steps.ts',
        from: '{ id, sequence }: OperationRow',
        to: '{ id, sequence, userId }: OperationRow',
      },
      {
        file: 'src/registry/sql/close-steps.ts',
        from: 'operation.id !== id &&',
        to: 'operation.id !== id && operation.userId === userId &&',
      },
      {
        file: 'src/registry/sql/cancel.ts',
        from: 'if (live.length === 0) return [];',
        to: 'if (live.length >= 0) return [];',
      },
      {
        file: 'src/operations/sending.ts',
        from: 'if (userId === null || changes.length === 0) return [];',
        to: 'if (userId === null || changes.length >= 0) return [];',
      },
    ],
    mutations: ['move'],
    shows: /out of order/,
  },
  /** An account leaves a person, and what waits for it is sent all the same. */
  'blind links': {
    damages: [
      {
        file: 'src/registry/sql/cancel.ts',
        from: 'if (live.length === 0) return [];',
        to: 'if (live.length >= 0) return [];',
      },
      {
        file: 'src/operations/sending.ts',
        from: 'if (userId === null || changes.length === 0) return [];',
        to: 'if (userId === null || changes.length >= 0) return [];',
      },
    ],
    mutations: ['unlink'],
    shows: /sent after the account was unlinked/,
  },
  /** A newer change takes the place of what waits, but not of what was sent. */
  'sent is forgotten': {
    damages: [
      {
        file: 'src/registry/sql/close-steps.ts',
        from: 'operation.sequence < sequence && !closed',
        to: "operation.sequence < sequence && !closed && state !== 'SENT'",
      },
      {
        file: 'src/registry/sql/close-steps.ts',
        from: '({ operation, closed }) =>',
        to: '({ operation, closed, state }) =>',
      },
    ],
    mutations: ['supersession', 'last word'],
    shows: /out of order/,
  },
} as const satisfies Readonly<Record<string, Control>>;

export type ControlName = keyof typeof CONTROLS;

export const isControl = (name: string): name is ControlName => Object.hasOwn(CONTROLS, name);

/** A copy of the tree with that damage: the program that a process of the matrix runs, and how to remove it. */
export function damaged(name: ControlName): {
  readonly program: string;
  readonly remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'facet-control-'));
  for (const part of PARTS) cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const { file, from, to } of CONTROLS[name].damages) {
    const path = join(folder, file);
    const [before, after, ...more] = readFileSync(path, 'utf8').split(from);
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`The control "${name}" no longer fits ${file}: once it should say ${from}`);
    }
    writeFileSync(path, `${before}${to}${after}`);
  }
  return {
    program: join(folder, 'test/crash/process.ts'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
