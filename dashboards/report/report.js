// Each chart is drawn from the data beside it, on a screen when it comes near, on paper all at once.
const charts = [...document.querySelectorAll(".chart")];
const isPaper = document.body.classList.contains("paper");

const TALLEST = 860; // pixels of an A4 page that a chart may take, with its card's title above

// A pattern over a colour takes a PDF 30 times the bytes; order and legend tell the same there.
function thin(trace) {
  if (trace.marker?.pattern?.fillmode === "overlay") delete trace.marker.pattern;
}
function fit(place, figure) {
  figure.layout.height = Math.min(figure.layout.height || place.clientHeight, TALLEST);
  place.style.height = `${figure.layout.height}px`;
  figure.data.forEach(thin);
}
function draw(place) {
  if (place.classList.contains("drawn")) return;
  place.classList.add("drawn");
  const figure = JSON.parse(place.nextElementSibling.textContent);
  if (isPaper) fit(place, figure);
  Plotly.newPlot(place, figure.data, figure.layout, { ...CONFIG, responsive: true });
}
function layOut(isOnPaper) {
  document.body.classList.toggle("paper", isOnPaper);
  document.body.classList.toggle("screen", !isOnPaper);
  charts.forEach(draw);
  charts.forEach((place) => Plotly.Plots.resize(place));
}
if (isPaper) {
  charts.forEach(draw);
} else {
  const near = (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => draw(entry.target));
  const watch = new IntersectionObserver(near, { rootMargin: "600px" });
  charts.forEach((place) => watch.observe(place));
  addEventListener("beforeprint", () => layOut(true));
  addEventListener("afterprint", () => layOut(false));
}
