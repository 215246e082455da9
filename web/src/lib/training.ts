// Training: the server marks every page of a house in which nothing is real (server/src/http/training.ts). The bar is
// in the page as it comes; the title is ours, since a page that is alive writes it anew.

/** Whether this is such a house. Not known while the pages are built, where none is. */
export function isTraining(): boolean {
  return typeof document !== 'undefined' && 'training' in document.documentElement.dataset
}
