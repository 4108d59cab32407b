import { type ReactNode, useEffect, useState } from 'react';
import { type Facts, askOwnFacts, loadFacts } from '../api/facts.ts';
import type { JsonObject } from '../api/json.ts';
import { SignIn } from './sign-in.tsx';

/** Shows a page once the server has told what it is, and asks for a key first where it wants one. */
export function Entrance({ page }: { readonly page: (facts: Facts) => ReactNode }) {
  const [facts, setFacts] = useState<Facts | null>(null);
  const [isAsked, ask] = useState(false);
  const enter = async (own: JsonObject | null): Promise<void> => {
    if (own) setFacts(await loadFacts(own));
    else ask(true);
  };
  useEffect(() => {
    void askOwnFacts().then(enter);
  }, []);
  if (facts) return page(facts);
  return isAsked ? <SignIn onIn={(own) => void enter(own)} /> : null;
}
