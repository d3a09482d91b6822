export * as input from "./input";
