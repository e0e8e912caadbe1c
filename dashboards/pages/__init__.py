"""One module a page; each has `show(view)` and draws what stands under the filters."""
