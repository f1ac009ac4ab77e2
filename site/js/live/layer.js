/** What a live run paints in a panel. */
export class Layer {
  stale = true; // whether everything is to be painted anew

  /**
   * @param {HTMLElement} element
   * @param {import("../panels/panel.js").Panel} panel
   */
  constructor(element, panel) {
    this.panel = panel;
    this.layer = element;
    this.observer = new ResizeObserver(() => this.refresh());
    this.observer.observe(element);
  }

  leave() {
    this.observer.disconnect();
    this.layer.remove();
  }

  /** Paint everything anew with the next frame: its size, its axes or the colours have changed. */
  refresh() {
    this.stale = true;
  }

  /** Everything is painted. */
  painted() {
    this.stale = false;
  }
}
