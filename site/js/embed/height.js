// Reports the height to the page around this one, as host.js documents; runs from the beginning, as a
// separate script, also while a still picture waits for a click.
if (window.parent !== window) {
  const root = document.documentElement;
  let sent = 0;
  const tell = () => {
    root.classList.add("measuring"); // its own height, not that of its frame
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    root.classList.remove("measuring");
    if (height === sent || height === 0) return;
    sent = height;
    window.parent.postMessage({ type: "izhikevich:height", height }, "*");
    window.parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
  };
  const observer = new ResizeObserver(tell);
  for (const element of [
    document.body,
    ...document.querySelectorAll(".lead, .notices, .panels-main, .panels-side, .extra-panels, .controls"),
  ])
    observer.observe(element);
}
