// Package chart lays charts out and draws them through go-chart's Renderer, so
// that one layout serves PNG, SVG, PDF and the screen.
package chart
