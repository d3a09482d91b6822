export { changesIn, series, times } from "../../monitors/testing/series";
