export { changesIn, series, times } from "./series";
