package workbench

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
)

// ownersSetting is the setting that says who looks after which dataset.
const ownersSetting = "owners"

// SetOwner says who looks after a dataset: the person to ask about it. No name
// says that nobody does.
func (b *Workbench) SetOwner(ctx context.Context, dataset, owner string) error {
	described, err := b.Dataset(ctx, dataset)
	if err != nil {
		return err
	}
	datasets, err := b.warehouse.Datasets(ctx)
	if err != nil {
		return err
	}
	return b.warehouse.ChangeSetting(ctx, ownersSetting, func(before json.RawMessage) (json.RawMessage, error) {
		owners, err := readOwners(before)
		if err != nil {
			return nil, err
		}
		kept := map[string]string{} // without those of datasets that are gone
		for _, each := range datasets {
			if owner := owners[each.ID]; owner != "" {
				kept[strconv.FormatInt(each.ID, 10)] = owner
			}
		}
		number := strconv.FormatInt(described.ID, 10)
		delete(kept, number)
		if owner := strings.TrimSpace(owner); owner != "" {
			kept[number] = owner
		}
		return json.Marshal(kept)
	})
}

// owners returns who looks after the datasets, by the datasets' numbers.
func (b *Workbench) owners(ctx context.Context) (map[int64]string, error) {
	body, err := b.warehouse.Setting(ctx, ownersSetting)
	if err != nil {
		return nil, err
	}
	return readOwners(body)
}

func readOwners(body json.RawMessage) (map[int64]string, error) {
	if body == nil {
		return nil, nil
	}
	owners := map[int64]string{}
	if err := json.Unmarshal(body, &owners); err != nil {
		return nil, err
	}
	return owners, nil
}
