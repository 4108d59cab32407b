import { useEffect } from 'react';

/**
 * Mends GraphiQL's tabs for screen readers and keyboards. It makes the list item a tab, which may hold no buttons, and puts
 * two into it. Here the button is the tab; the cross beside it is for the mouse, and the Delete key does the same.
 */
export function useAccessibleTabs(): void {
  useEffect(() => {
    const container = document.querySelector('.graphiql-container');
    if (!container) return undefined;
    const observer = new MutationObserver(() => mendTabs(container));
    observer.observe(container, {
      subtree: true,
      childList: true,
      attributeFilter: ['aria-selected'],
    });
    mendTabs(container);
    container.addEventListener('keydown', closeOnDelete);
    return () => {
      observer.disconnect();
      container.removeEventListener('keydown', closeOnDelete);
    };
  }, []);
}

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

/** An observer that is told of its own changes would never rest. */
function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function closeOnDelete(event: Event): void {
  if (!(event instanceof KeyboardEvent) || event.key !== 'Delete') return;
  const item = event.target instanceof Element ? event.target.closest('.graphiql-tab') : null;
  item?.querySelector<HTMLElement>('.graphiql-tab-close')?.click();
}
