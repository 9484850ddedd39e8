// Package assets holds the pictures that the window shows: the application's
// icon and the small icons of its rooms and actions. It imports nothing but the
// standard library; the window turns the bytes into resources of its toolkit.
package assets
