import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { type ReactNode, useState } from 'react';
import { keptCredentials } from '../api/credentials.ts';
import { parseJson, isObject } from '../api/json.ts';
import { endpoint } from '../api/send.ts';
import { copyText } from './clipboard.ts';
import { shareLink } from './share-link.ts';
import { useOpenTab, useSharedOperation } from './follow.ts';
import { useMendedAccess } from './mend-access.ts';
import { type Snippet, asCurl, asFetch } from './snippets.ts';

interface ToolsProps {
  /** GraphiQL's own buttons. */
  readonly prettify: ReactNode;
  readonly merge: ReactNode;
  readonly copy: ReactNode;
  /** The operation that a shared link names. */
  readonly sharedOperation: string;
}

/** GraphiQL's own buttons, and those that take a query elsewhere: as a link, for a shell, for JavaScript. */
export function Tools({ prettify, merge, copy, sharedOperation }: ToolsProps) {
  const [said, say] = useState('');
  useOpenTab();
  useMendedAccess();
  useSharedOperation(sharedOperation);
  const read = useEditors();
  const copying = (what: string, text: () => string) => () => {
    void copyText(text()).then((isCopied) =>
      say(isCopied ? `${what} copied.` : `This browser lets no page copy: ${text()}`),
    );
  };
  return (
    <>
      {prettify}
      {merge}
      {copy}
      <CopyButton label="Copy link to this query" onClick={copying('Link', () => linkOf(read()))}>
        <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.3-1.3" />
      </CopyButton>
      <CopyButton label="Copy as cURL" onClick={copying('cURL', () => asCurl(snippetOf(read())))}>
        <path d="M4 6l5 6-5 6M12 18h8" />
      </CopyButton>
      <CopyButton
        label="Copy as JavaScript (fetch)"
        onClick={copying('JavaScript', () => asFetch(snippetOf(read())))}
      >
        <path d="M8 4c-3 0-3 2-3 4s0 4-2 4c2 0 2 2 2 4s0 4 3 4M16 4c3 0 3 2 3 4s0 4 2 4c-2 0-2 2-2 4s0 4-3 4" />
      </CopyButton>
      <output className="facet-toast" key={said}>
        {said}
      </output>
    </>
  );
}

interface CopyButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

const CopyButton = ({ label, onClick, children }: CopyButtonProps) => (
  <ToolbarButton label={label} onClick={onClick}>
    <svg
      className="graphiql-toolbar-icon"
      aria-hidden="true"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  </ToolbarButton>
);

interface Edited {
  readonly query: string;
  readonly variables: string;
  readonly headers: string;
  readonly operationName: string;
}

function useEditors(): () => Edited {
  const { queryEditor, variableEditor, headerEditor, operationName } = useGraphiQL(
    (state) => state,
  );
  return () => ({
    query: queryEditor?.getValue() ?? '',
    variables: variableEditor?.getValue() ?? '',
    headers: headerEditor?.getValue() ?? '',
    operationName: operationName ?? '',
  });
}

/** What is copied goes to others: the key does not. */
const placeholder = (): Snippet['headers'] =>
  keptCredentials() === null ? {} : { authorization: 'Bearer <your key>' };

const linkOf = (edited: Edited): string => shareLink(document.baseURI, edited);

function snippetOf({ query, variables, headers, operationName }: Edited): Snippet {
  const parsed = parseJson(headers);
  return {
    url: endpoint(),
    headers: {
      ...placeholder(),
      ...(isObject(parsed)
        ? Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]))
        : {}),
    },
    request: { query, variables: parseJson(variables), operationName },
  };
}
