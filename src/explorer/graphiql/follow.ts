import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { openTab } from '../api/exchanges.ts';

/** Tells whose response an exchange will be. Used where it is always mounted, unlike the panel. */
export function useOpenTab(): void {
  const id = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.id ?? '');
  useEffect(() => openTab.set(id), [id]);
}

/** Chooses the operation that a link names, once its document has been read. */
export function useSharedOperation(name: string): void {
  const operations = useGraphiQL((state) => state.operations);
  const { setOperationName } = useGraphiQLActions();
  const isChosen = useRef(name === '');
  useEffect(() => {
    if (isChosen.current || !operations?.some((one) => one.name?.value === name)) return;
    isChosen.current = true;
    setOperationName(name);
  }, [name, operations, setOperationName]);
}
