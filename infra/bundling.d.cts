import type { BuildOptions } from "esbuild";

export declare const bundling: (entry: string, sourcemap: boolean) => BuildOptions;
