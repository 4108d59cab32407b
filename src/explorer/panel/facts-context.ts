import { createContext, use } from 'react';
import type { Facts } from '../api/facts.ts';

const UNKNOWN: Facts = { sandbox: null, sources: new Map(), backends: [], people: [] };

/** What is known of the server, for every part of the page. */
export const FactsContext = createContext<Facts>(UNKNOWN);

export const useFacts = (): Facts => use(FactsContext);
