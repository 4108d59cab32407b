import type { Plugin } from 'vite';

/** What GraphiQL and its users need of Monaco's features. */
const KEPT = new Set([
  'bracketMatching',
  'clipboard',
  'comment',
  'contextmenu',
  'cursorUndo',
  'find',
  'folding',
  'hover',
  'indentation',
  'lineSelection',
  'linesOperations',
  'multicursor',
  'placeholderText',
  'readOnlyMessage',
  'smartSelect',
  'snippet',
  'suggest/browser/suggestController.js',
  'toggleTabFocusMode',
  'wordOperations',
]);

const FEATURE = /^import '\.\/contrib\/([^/]+)\/([^']+)';$/;

/** What features that are kept import of features that are not: enough for them to find nothing there. */
const STAND_INS: Readonly<Record<string, string>> = {
  'browser/widget/diffEditor/diffEditorWidget.js': 'export class DiffEditorWidget {}',
  'browser/widget/multiDiffEditor/multiDiffEditorWidget.js':
    'export class MultiDiffEditorWidget {}',
  'common/diff/linesDiffComputers.js': 'export const linesDiffComputers = {}',
  'contrib/colorPicker/browser/colorHoverParticipant.js': 'export class ColorHoverParticipant {}',
  'contrib/inlayHints/browser/inlayHintsHover.js': 'export class InlayHintsHover {}',
  'contrib/inlineCompletions/browser/hintsWidget/inlineCompletionsHintsWidget.js':
    'export class InlineSuggestionHintsContentWidget { static dropDownVisible = false }',
  'contrib/dropOrPasteInto/browser/copyPasteController.js':
    'export class CopyPasteController { static get() { return null } }',
};

const EDITOR = '/monaco-editor/esm/vs/editor/';

/**
 * Leaves out what Monaco brings and nobody uses here (comparing texts, picking colours, renaming, …), a third of it.
 * Monaco is made of side effects, so that no bundler can tell by itself.
 */
export function slimEditor(): Plugin {
  return {
    name: 'facet:slim-editor',
    enforce: 'pre',
    load: (id) => {
      const [, path = ''] = id.split(EDITOR);
      return STAND_INS[path];
    },
    transform: (code, id) => {
      if (id.endsWith(`${EDITOR}editor.all.js`)) return kept(code, isKept);
      return id.endsWith(`${EDITOR}edcore.main.js`) ? kept(code, isPalette) : undefined;
    },
  };
}

const kept = (code: string, keeps: (line: string) => boolean): string =>
  code.split('\n').filter(keeps).join('\n');

function isKept(line: string): boolean {
  const [, feature, file] = FEATURE.exec(line) ?? [];
  if (feature === undefined) return !line.includes('/diffEditor/');
  return KEPT.has(feature) || KEPT.has(`${feature}/${file}`);
}

/** Of the standalone editor's own features the palette of commands (F1) alone: a keyboard reaches everything by it. */
const isPalette = (line: string): boolean =>
  !line.includes('/standalone/browser/') || line.includes('standaloneCommandsQuickAccess');
