import 'graphiql/setup-workers/vite';

/** What Monaco looks for: where its workers are from. */
interface MonacoEnvironment {
  getWorker: (id: string, label: string) => Worker | Promise<Worker>;
}

const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

/**
 * Gives Monaco its workers, a quarter of a megabyte, as soon as somebody is there: they complete, explain and check what is
 * typed, and a page that nobody has touched needs none of it.
 */
export function startWorkersOnTouch(): void {
  const { promise: touched, resolve } = Promise.withResolvers<void>();
  for (const sign of SIGNS_OF_LIFE) {
    addEventListener(sign, () => resolve(), { once: true, capture: true, passive: true });
  }
  const environment = Reflect.get(globalThis, 'MonacoEnvironment') as MonacoEnvironment;
  const { getWorker } = environment;
  environment.getWorker = async (id, label) => {
    await touched;
    return getWorker(id, label);
  };
}
