// The SPARQL engine behind the page: unpacked when it is first asked, in a worker that can be stopped at any time.
const engine = (() => {
  const unpack = async (id) => {
    const bytes = Uint8Array.from(atob(byId(id).textContent.trim()), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  };
  let parts = null; // { script, module, graph }, unpacked once
  let worker = null;
  let waiting = null; // { resolve, reject, timer } of the one query that runs
  let number = 0;

  const take = async () => {
    if (parts) return parts;
    const [script, module, graph] = await Promise.all(["engine-script", "engine-module", "engine-graph"].map(unpack));
    const source = `${new TextDecoder().decode(script)}\n${byId("engine-worker").textContent}`;
    parts = { source, module, graph };
    return parts;
  };
  const end = () => {
    if (worker) worker.terminate();
    worker = null;
  };
  const settle = (how, value) => {
    if (!waiting) return;
    const { timer, [how]: done } = waiting;
    clearTimeout(timer);
    waiting = null;
    done(value);
  };
  const call = (message, seconds) => new Promise((resolve, reject) => {
    const id = ++number;
    const stop = (reason) => { end(); settle("reject", { reason }); };
    waiting = { resolve, reject, stop, timer: seconds ? setTimeout(() => stop("slow"), seconds * 1000) : null };
    worker.onmessage = ({ data }) => {
      if (data.id !== id) return;
      if (data.broken) return stop("broken");
      if (data.fault === undefined) settle("resolve", data.answer);
      else settle("reject", { reason: "fault", message: data.fault });
    };
    worker.onerror = (event) => { event.preventDefault(); stop("broken"); };
    worker.postMessage({ ...message, id });
  });
  const start = async () => {
    if (worker) return;
    const { source, module, graph } = await take();
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    worker = new Worker(address);
    try {
      await call({ engine: module, graph: new TextDecoder().decode(graph) }, 0);
    } catch (fault) {
      end();
      throw fault;
    } finally {
      URL.revokeObjectURL(address);
    }
  };
  let queue = Promise.resolve();
  const inTurn = (job) => {
    const mine = queue.then(job);
    queue = mine.catch(() => {});
    return mine;
  };
  return {
    present: () => Boolean(byId("engine-graph")),
    // Rejects with { reason: "slow" | "stopped" | "broken" | "fault", message }.
    ask: (query, { most, seconds }) => inTurn(async () => {
      await start();
      return call({ query, most }, seconds);
    }),
    stop: () => { if (waiting) waiting.stop("stopped"); },
  };
})();
