import { useEffect } from 'react';

/**
 * Mends what GraphiQL leaves undone for screen readers and keyboards, as long as it does: its tabs and the labels of its
 * history.
 */
export function useMendedAccess(): void {
  useEffect(() => {
    const container = document.querySelector('.graphiql-container');
    if (!container) return undefined;
    const mend = (): void => {
      mendTabs(container);
      mendHistory(container);
    };
    const observer = new MutationObserver(mend);
    const attributeFilter = ['aria-selected', 'aria-label'];
    observer.observe(container, { subtree: true, childList: true, attributeFilter });
    mend();
    container.addEventListener('keydown', closeOnDelete);
    return () => {
      observer.disconnect();
      container.removeEventListener('keydown', closeOnDelete);
    };
  }, []);
}

/**
 * GraphiQL makes the list item a tab, which may hold no buttons, and puts two into it. Here the button is the tab; the cross
 * beside it is for the mouse, and the Delete key does the same.
 */
function mendTabs(container: Element): void {
  for (const item of container.querySelectorAll('.graphiql-tab')) {
    const button = item.querySelector('.graphiql-tab-button');
    const cross = item.querySelector('.graphiql-tab-close');
    const isOpen = item.classList.contains('graphiql-tab-active');
    set(item, 'role', 'presentation');
    item.removeAttribute('aria-selected');
    if (button) {
      set(button, 'role', 'tab');
      set(button, 'aria-selected', String(isOpen));
    }
    if (cross) {
      set(cross, 'aria-hidden', 'true');
      set(cross, 'tabindex', '-1');
    }
  }
}

/** Every query in the history is called "Set active". */
function mendHistory(container: Element): void {
  for (const button of container.querySelectorAll('.graphiql-history-item-label')) {
    set(button, 'aria-label', `Open ${button.textContent}`);
  }
}

/** An observer that is told of its own changes would never rest. */
function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function closeOnDelete(event: Event): void {
  if (!(event instanceof KeyboardEvent) || event.key !== 'Delete') return;
  const item = event.target instanceof Element ? event.target.closest('.graphiql-tab') : null;
  item?.querySelector<HTMLElement>('.graphiql-tab-close')?.click();
}
