// Where a host imports wasm as a module, as Workers do.
declare const engine: WebAssembly.Module;
export default engine;
